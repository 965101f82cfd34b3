import { listOf } from '../../form-values.ts';
import type { CredentialField, CredentialValues } from '../../registry-vendor.ts';

/** The role that AWS Organizations makes in accounts that are created in it. */
const defaultRole = 'OrganizationAccountAccessRole';

/** The part of the form that makes one registry stand for those of many accounts and regions. */
export const organisationFields: readonly CredentialField[] = [
  {
    name: 'organisation',
    label: 'All accounts of the organisation',
    toggle: true,
    optional: true,
    help: 'Lists the registries of member accounts as well, by taking on a role in each. The path is the registry of the account that is signed in to.',
  },
  {
    name: 'memberRole',
    label: 'Role in member accounts',
    optional: true,
    help: `Name of the role to take on in each. Default: ${defaultRole}, which may do anything: better make one that only reads.`,
  },
  {
    name: 'accounts',
    label: 'Accounts',
    optional: true,
    help: 'Account IDs, separated by commas. Default: all active accounts that AWS Organizations lists.',
  },
  {
    name: 'regions',
    label: 'Regions',
    optional: true,
    help: 'As in eu-west-1, us-east-1; or all, for those that are enabled. Default: the region of the path.',
  },
];

/** What is wrong with that part; undefined where it is empty or good. */
export function checkOrganisation({
  organisation,
  memberRole,
  accounts,
  regions,
}: CredentialValues): string | undefined {
  if (organisation === undefined) {
    return (memberRole ?? accounts ?? regions) === undefined
      ? undefined
      : 'member role, accounts and regions go with all accounts of the organisation';
  }
  if (organisation.reveal() !== 'yes') return 'all accounts of the organisation is yes or empty';
  if (memberRole !== undefined && !/^[\w+=,.@/-]{1,512}$/.test(memberRole.reveal()))
    return 'the role in member accounts is a name such as plimsoll-reader, without the ARN before it';
  if (!listOf(accounts).every((account) => /^\d{12}$/.test(account)))
    return 'accounts are IDs of twelve digits, separated by commas';
  const isRegion = (region: string) => /^[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d{1,2}$/.test(region);
  return isAllRegions(regions?.reveal()) || listOf(regions).every(isRegion)
    ? undefined
    : 'regions are names such as eu-west-1, separated by commas, or all';
}

/** What was filled in, once it has been checked; undefined where the registry stands for itself alone. */
export function readOrganisation({ organisation, memberRole, accounts, regions }: CredentialValues):
  | {
      readonly role: string;
      /** Undefined for all that AWS Organizations lists. */
      readonly accounts: readonly string[] | undefined;
      /** None for that of the registry. */
      readonly regions: readonly string[] | 'all';
    }
  | undefined {
  if (organisation === undefined) return undefined;
  return {
    role: memberRole?.reveal().replace(/^\//, '') ?? defaultRole,
    accounts: accounts === undefined ? undefined : listOf(accounts),
    regions: isAllRegions(regions?.reveal()) ? 'all' : listOf(regions),
  };
}

function isAllRegions(regions: string | undefined): boolean {
  return regions?.trim() === 'all';
}
