/** Between asking for a deletion and the deletion. */
export const deletionGraceMs = 7 * 24 * 3_600_000;
