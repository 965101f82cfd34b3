import { type PushFormat, pushedTag, recordOf } from '../push-format.ts';

/** Events of ECR through EventBridge: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
export const ecr: PushFormat = {
  name: 'ecr',
  displayName: 'Amazon ECR',
  recognises: ({ source, 'detail-type': kind }) => source === 'aws.ecr' && typeof kind === 'string',
  pushedTags: ({ 'detail-type': kind, detail, account, region }, host) => {
    const event = recordOf(detail);
    const isPush = kind === 'ECR Image Action' && event['action-type'] === 'PUSH' && event.result === 'SUCCESS';
    if (!isPush) return [];
    const other = otherHost(host, account, region);
    return pushedTag(event['repository-name'], event['image-tag'], event['image-digest']).map((tag) => ({
      ...tag,
      ...(other !== undefined && { host: other }),
    }));
  },
};

/** The host that it happened on, where that is another one of ECR than `host`. */
function otherHost(host: string, account: unknown, region: unknown): string | undefined {
  const [, service] = /^\d{12}\.(dkr\.ecr(?:-fips)?)\./.exec(host) ?? [];
  if (service === undefined || typeof account !== 'string' || !/^\d{12}$/.test(account)) return undefined;
  if (typeof region !== 'string' || !/^[a-z0-9-]{1,40}$/.test(region)) return undefined;
  const found = `${account}.${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  return found === host ? undefined : found;
}
