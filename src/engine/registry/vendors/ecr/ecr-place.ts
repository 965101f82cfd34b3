import type { AwsService } from '../../aws/call-aws.ts';
import { RegistryError } from '../../registry-error.ts';

const hostPattern = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]{1,40})\.(amazonaws\.com(?:\.cn)?)$/;

/** What a host of Amazon ECR says: whose it is, and the service of its region. */
export interface EcrPlace {
  readonly account: string;
  readonly service: AwsService;
}

/** Reads `<account>.dkr.ecr.<region>.amazonaws.com`; undefined where it is no such host. */
export function placeOf(host: string): EcrPlace | undefined {
  const [, account, region, domain] = hostPattern.exec(host.toLowerCase()) ?? [];
  if (account === undefined || region === undefined || domain === undefined) return undefined;
  const target = 'AmazonEC2ContainerRegistry_V20150921';
  return { account, service: { host: `api.ecr.${region}.${domain}`, service: 'ecr', region, domain, target } };
}

/** The same; throws `registry/invalid-settings` where it is no such host. */
export function placeIn(host: string): EcrPlace {
  const place = placeOf(host);
  if (place !== undefined) return place;
  const message = `${host} is no host of Amazon ECR: give <account>.dkr.ecr.<region>.amazonaws.com`;
  throw new RegistryError('registry/invalid-settings', message);
}
