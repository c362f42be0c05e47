import type { UnscopedTx } from "../../database/scope.ts";

/** Lets a user see the operator's page; false when nobody has this address. The owner role alone may. */
export const makeOperator = async (tx: UnscopedTx, { email }: { readonly email: string }): Promise<boolean> => {
  const rows = await tx.sql`
    INSERT INTO operators (user_id) SELECT id FROM users WHERE lower(email) = lower(${email})
    ON CONFLICT (user_id) DO UPDATE SET user_id = EXCLUDED.user_id RETURNING 1`;
  return rows.length === 1;
};
