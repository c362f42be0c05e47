/** One line of progress for the person at the terminal; results alone go to standard output. */
export const progress = (text: string): void => {
  process.stderr.write(`breezeway: ${text}\n`);
};
