import type { Generated } from 'kysely';
import type { ExceptionReason, ExceptionScope } from '#core/risk-exception.ts';
import type { Time } from './listing-schema.ts';

/** Tables of accepted risks. */
export interface ExceptionTables {
  risk_exception: {
    id: string;
    vulnerability: string;
    package_type: string | null;
    package_name: string | null;
    package_version: string | null;
    scope: ExceptionScope['kind'];
    /** A name or pattern, with or without the registry's host. */
    repository: string | null;
    /** Its config digest, or a manifest's. */
    image: string | null;
    reason: ExceptionReason;
    comment: string;
    until: string | null;
    until_fixed: boolean;
    active: Generated<boolean>;
    created_by: string;
    created_at: Time;
    updated_by: string;
    updated_at: Time;
  };
  /** Active exceptions that are in an image by its names, but not everywhere. */
  image_exception: { image_id: number; exception_id: string };
}
