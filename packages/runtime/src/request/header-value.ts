/** Text as a header carries it: UTF-8 bytes; `undefined` where a control character stands in it. */
export const headerValueOf = (text: string): string | undefined => {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\x00-\x08\x0A-\x1F\x7F]/.test(text)) return undefined;
  // oxlint-disable-next-line no-control-regex -- ASCII text needs no conversion
  return /^[\x00-\x7F]*$/.test(text) ? text : Buffer.from(text, "utf8").toString("latin1");
};
