import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Events of ECR through EventBridge: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
export const ecr: PushFormat = {
  name: 'ecr',
  displayName: 'Amazon ECR',
  recognises: ({ source, 'detail-type': kind }) => source === 'aws.ecr' && typeof kind === 'string',
  pushedTags: ({ 'detail-type': kind, detail }) => {
    const event = recordOf(detail);
    const isPush = kind === 'ECR Image Action' && event['action-type'] === 'PUSH' && event.result === 'SUCCESS';
    return isPush ? pushedTag(event['repository-name'], event['image-tag'], event['image-digest']) : [];
  },
};
