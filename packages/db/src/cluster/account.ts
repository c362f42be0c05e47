/**
 * Who PostgreSQL runs as. It refuses to be root, so root starts it as an unprivileged user, or, where that user could
 * not reach the files, as itself in a user namespace in which it is not called root.
 */
export type Account =
  | { readonly kind: "self" }
  | { readonly kind: "other"; readonly uid: number; readonly gid: number }
  | { readonly kind: "namespace"; readonly uid: number; readonly gid: number };
