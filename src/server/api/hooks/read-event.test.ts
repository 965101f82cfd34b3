import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pushFormats } from '#server/jobs/index.ts';
import { ApiError } from '../api-error.ts';
import { readEvent } from './read-event.ts';

const read = (body: unknown) => readEvent(Buffer.from(JSON.stringify(body)));
const ecr = {
  source: 'aws.ecr',
  'detail-type': 'ECR Image Action',
  detail: { 'action-type': 'PUSH', result: 'SUCCESS', 'repository-name': 'app', 'image-tag': '1' },
};

describe('readEvent', () => {
  it('takes an event as it is, and out of a notification of SNS', () => {
    expect(read(ecr)).toMatchObject({ kind: 'event', format: { name: 'ecr' } });
    expect(read({ Type: 'Notification', Message: JSON.stringify(ecr) })).toMatchObject({
      format: { name: 'ecr' },
      body: ecr,
    });
  });

  it.each([
    ['no JSON', Buffer.from('<html>'), 'not JSON'],
    ['a list', Buffer.from('[]'), 'a list'],
    ['nothing known', Buffer.from('{"hello":1,"world":2}'), 'hello, world'],
    ['an empty object', Buffer.from('{}'), 'no members'],
    ['a notification of something else', Buffer.from('{"Type":"Notification","Message":"hello"}'), 'not JSON'],
  ])('says what it saw: %s', (_, bytes, expected) => {
    expect(() => readEvent(bytes)).toThrow(expected);
  });

  it('takes the address that confirms a subscription from SNS alone', () => {
    const confirm = (SubscribeURL: unknown) => read({ Type: 'SubscriptionConfirmation', SubscribeURL });
    const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';
    expect(confirm(url)).toMatchObject({ kind: 'subscription', url: new URL(url) });
    for (const bad of [
      'http://sns.eu-west-1.amazonaws.com/',
      'https://sns.eu-west-1.amazonaws.com.evil.example/',
      'https://evil.example/sns.eu-west-1.amazonaws.com',
      'https://user@sns.eu-west-1.amazonaws.com/',
      'https://sns.eu-west-1.amazonaws.com:8443/',
      'https://169.254.169.254/latest/meta-data',
      'no address',
      7,
    ]) {
      expect(() => confirm(bad)).toThrow('not confirmed');
    }
  });

  it('throws nothing but that it does not know, and formats never throw', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          readEvent(Buffer.from(text));
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
      }),
    );
    const values = fc.object({
      key: fc.constantFrom(
        'events',
        'action',
        'target',
        'data',
        'message',
        'type',
        'resources',
        'tag',
        'package',
        'component',
        'name',
        'push_data',
        'repository',
        'updated_tags',
      ),
    });
    fc.assert(
      fc.property(values, (body) => {
        for (const format of pushFormats) {
          format.recognises(body as Record<string, unknown>);
          format.pushedTags(body as Record<string, unknown>, 'registry.example');
        }
      }),
    );
  });
});
