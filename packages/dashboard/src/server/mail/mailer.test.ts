import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { createLogger, Secret } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { signUpLetter } from "./letters.ts";
import { createMailer } from "./mailer.ts";

const letter = signUpLetter("ada@example.test", "https://dashboard.example.test/welcome#token");

const logInto = (lines: string[]) =>
  createLogger({ name: "mail", level: "debug", destination: { write: (line) => lines.push(line) } });

/** As much of SMTP as one letter takes. https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1 */
const openMailbox = async () => {
  const received: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    socket.write("220 mailbox\r\n");
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      received.push(text);
      if (inData) {
        if (!text.endsWith("\r\n.\r\n")) return;
        inData = false;
        socket.write("250 kept\r\n");
      } else if (text.startsWith("DATA")) {
        inData = true;
        socket.write("354 go on\r\n");
      } else if (text.startsWith("QUIT")) socket.end("221 bye\r\n");
      else socket.write("250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { received, port: (server.address() as AddressInfo).port, close: () => server.close() };
};

describe("the mailer", () => {
  it("prints letters in a development start without SMTP, and logs no link", async () => {
    const printed: string[] = [];
    const lines: string[] = [];
    const config = { environment: "development" as const };
    const mailer = createMailer({ config, log: logInto(lines), print: (text) => printed.push(text) });
    await mailer.send(letter);
    expect(mailer.delivery).toBe("log");
    expect(printed.join("")).toContain("https://dashboard.example.test/welcome#token");
    expect(lines.join("")).not.toContain("token");
  });

  it("shows no letter to anyone in production without SMTP", async () => {
    const printed: string[] = [];
    const lines: string[] = [];
    const config = { environment: "production" as const };
    const mailer = createMailer({ config, log: logInto(lines), print: (text) => printed.push(text) });
    await mailer.send(letter);
    expect(mailer.delivery).toBe("none");
    expect(printed).toEqual([]);
    expect(lines.join("")).not.toMatch(/token|ada@/);
  });

  it("sends by SMTP, and survives a mail server that is gone", async () => {
    const mailbox = await openMailbox();
    const lines: string[] = [];
    const smtp = { url: Secret.of(`smtp://127.0.0.1:${mailbox.port}`), from: "breezeway@example.test" };
    const config = { environment: "production" as const, smtp };
    const mailer = createMailer({ config, log: logInto(lines), print: () => undefined });
    await mailer.send(letter);
    const text = mailbox.received.join("");
    expect(text).toContain("RCPT TO:<ada@example.test>");
    expect(text).toContain("From: breezeway@example.test");
    expect(text).toContain("Subject: Finish signing up to Breezeway");
    mailbox.close();
    await mailer.send(letter);
    expect(lines.join("")).toContain("mail_failed");
    expect(lines.join("")).not.toMatch(/token|ada@/);
    mailer.close();
  });
});
