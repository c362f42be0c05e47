/** Estimated tokens of JSON text: four bytes each, which is what tokenisers average on schemas. */
export const estimateTokens = (bytes: number): number => Math.ceil(bytes / 4);
