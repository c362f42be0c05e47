/** Tells the time in epoch milliseconds; passed in wherever time decides, so that tests never wait. */
export type Clock = () => number;

export const systemClock: Clock = Date.now;
