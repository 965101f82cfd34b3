import { type Kysely, sql } from 'kysely';

const statements = [
  // Images of which all that violates a rule is accepted are told off this, as others are off image_violation_rule.
  `create index image_violation_accepted on image_violation (rule_id, image_id) where violations = 0`,
];

/** Images that a policy comes to something for are listed, whatever that is. */
export const acceptedViolations = {
  name: '048-accepted-violations',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
