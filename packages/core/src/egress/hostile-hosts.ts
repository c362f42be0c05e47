// Every way found to write an address that must not be reached, for tests. Each entry is the host part of a URL.

const loopbackLiterals = [
  "127.0.0.1",
  "127.0.0.1.",
  "127.1",
  "127.0.1",
  "127.000.000.001",
  "0177.0.0.1",
  "0177.0.0.01",
  "0x7f.0.0.1",
  "0x7F.1",
  "0x7f000001",
  "0X7F000001",
  "2130706433",
  "017700000001",
  "127.255.255.254",
  "127.127.127.127",
  "0",
  "0.0.0.0",
  "0x0",
  "00000000000",
  "0.0",
  "1%32%37.0.0.1",
  "%31%32%37.0.0.1",
  "127%2e0%2e0%2e1",
  "127。0。0。1",
  "127．0．0．1",
  "127｡0｡0｡1",
  "①②⑦.⓪.⓪.①",
  "１２７.0.0.1",
  "𝟭𝟮𝟳.0.0.1",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[0000::0001]",
  "[::]",
  "[0:0:0:0:0:0:0:0]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[0:0:0:0:0:ffff:127.0.0.1]",
  "[::FFFF:127.0.0.1]",
  "[::127.0.0.1]",
  "[::7f00:1]",
  "[::ffff:0:127.0.0.1]",
  "[::ffff:0.0.0.0]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b:1::127.0.0.1]",
  "[2002:7f00:1::]",
  "[2002:7f00:0001::1]",
  "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
  "[2001::1]",
  "[100::1]",
] as const;

const privateIpv4 = [
  "10.0.0.1",
  "10.255.255.255",
  "172.16.0.1",
  "172.31.255.254",
  "192.168.0.1",
  "192.168.1.254",
  "100.64.0.1",
  "100.127.255.254",
  "100.100.100.200",
  "169.254.0.1",
  "169.254.169.254",
  "169.254.170.2",
  "168.63.129.16",
  "192.0.0.1",
  "192.0.0.192",
  "192.0.2.1",
  "192.88.99.1",
  "198.18.0.1",
  "198.19.255.254",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "0.1.2.3",
] as const;

const privateIpv6 = [
  "fe80::1",
  "febf::1",
  "fec0::1",
  "fc00::1",
  "fd00::1",
  "fd00:ec2::254",
  "fd20:ce::254",
  "ff02::1",
  "ff05::2",
  "2001:db8::1",
  "2001:10::1",
  "2001:20::1",
  "2001:2::1",
  "3fff::1",
  "5f00::1",
  "4000::1",
  "8000::1",
  "e000::1",
  "::2",
  "::ffff:0:0",
  "1::1",
] as const;

const hex = (value: number): string => value.toString(16);

/** The same IPv4 address in all the spellings that a URL parser takes for one, and wrapped in IPv6. */
const spellings = (dotted: string): readonly string[] => {
  const octets = dotted.split(".").map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  return [
    dotted,
    String(number),
    `0x${hex(number)}`,
    `0${number.toString(8)}`,
    octets.map((octet) => `0x${hex(octet)}`).join("."),
    octets.map((octet) => `0${octet.toString(8)}`).join("."),
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `[::ffff:${dotted}]`,
    `[::${dotted}]`,
    `[64:ff9b::${dotted}]`,
    `[2002:${hex(a * 256 + b)}:${hex(c * 256 + d)}::1]`,
  ];
};

const localNames = [
  "localhost",
  "LOCALHOST",
  "localhost.",
  "a.localhost",
  "a.b.localhost.",
  "LocalHost",
  "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
  "%6cocalhost",
] as const;

const userinfoTricks = (port: number): readonly string[] => [
  `public.example@127.0.0.1:${port}`,
  `public.example:80@127.0.0.1:${port}`,
  `public.example%40127.0.0.1@127.0.0.1:${port}`,
  `127.0.0.1:${port}#@public.example`,
  `127.0.0.1:${port}\\@public.example`,
  `user:password@public.example`,
  `user@public.example`,
  `:@127.0.0.1:${port}`,
];

/** URLs that must be refused without a look-up or a connection; all that can name the port name this one. */
export const hostileUrls = (port: number): readonly string[] => {
  const hosts = [
    ...loopbackLiterals,
    ...privateIpv4.flatMap(spellings),
    ...privateIpv6.map((host) => `[${host}]`),
    ...localNames,
  ];
  return [
    ...hosts.map((host) => `http://${host}:${port}/`),
    ...userinfoTricks(port).map((rest) => `http://${rest}/`),
    `https:/\\127.0.0.1:${port}`,
    `http:127.0.0.1:${port}`,
    `http:\\\\127.0.0.1:${port}`,
    `http:///127.0.0.1:${port}`,
    `ht\ntp://127.0.0.1:${port}`,
    `http://127.0.0.1\t:${port}`,
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1/",
    "data:text/plain,x",
    "javascript:0",
    "ws://127.0.0.1/",
    "unix:/var/run/docker.sock",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
  ];
};

/** Addresses that a hostile name may resolve to. */
export const hostileAddresses: readonly string[] = [
  "127.0.0.1",
  "::1",
  "::ffff:127.0.0.1",
  "0.0.0.0",
  "::",
  ...privateIpv4,
  ...privateIpv6,
];
