const legal = /^[a-zA-Z0-9_.-]{1,64}$/;
const unsafe = new Set(["__proto__", "constructor", "prototype"]);

export const isLegalKey = (key: string): boolean => legal.test(key) && !unsafe.has(key);

/** A property key that every client accepts (`^[a-zA-Z0-9_.-]{1,64}$`), distinct from those taken. */
export const legalKey = (key: string, taken: ReadonlySet<string>): string => {
  if (isLegalKey(key) && !taken.has(key)) return key;
  const base = asciiOf(key);
  if (!taken.has(base)) return base;
  let suffix = 2;
  while (taken.has(`${base.slice(0, 60)}_${suffix}`)) suffix += 1;
  return `${base.slice(0, 60)}_${suffix}`;
};

const asciiOf = (key: string): string => {
  const plain = key
    .normalize("NFKD")
    .replace(/[\u0300-\u036F]/g, "")
    .replace(/[^a-zA-Z0-9_.-]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 64);
  return plain === "" || unsafe.has(plain) ? `field_${shortHash(key)}` : plain;
};

/** Six base-36 characters of FNV-1a: enough to tell names apart, stable everywhere. */
export const shortHash = (text: string): string => {
  let hash = 0x81_1c_9d_c5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01_00_01_93) >>> 0;
  return hash.toString(36).padStart(6, "0").slice(-6);
};
