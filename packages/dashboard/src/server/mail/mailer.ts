import type { Config, Logger } from "@breezeway/core";
import { createTransport } from "nodemailer";
import type { Letter } from "./letters.ts";

export type EmailDelivery = "smtp" | "log" | "none";

export interface Mailer {
  readonly delivery: EmailDelivery;
  /** Never throws: the answer to a request must not tell whether a mail could be sent. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

export interface MailerOptions {
  readonly config: Pick<Config, "environment" | "smtp">;
  readonly log: Logger;
  /** Shows a letter to the operator of a development start. */
  readonly print: (text: string) => void;
}

/** SMTP where it is configured; else, in development alone, the letter is printed. */
export const createMailer = ({ config, log, print }: MailerOptions): Mailer => {
  if (config.smtp) return createSmtpMailer(config.smtp, log);
  if (config.environment === "production")
    return {
      delivery: "none",
      send: async () => log.warn({ code: "mail_not_configured" }, "A mail was not sent: SMTP is not configured"),
      close: () => undefined,
    };
  return {
    delivery: "log",
    send: async ({ to, subject, text }) => print(`\nMail to ${to}: ${subject}\n\n${text}`),
    close: () => undefined,
  };
};

const createSmtpMailer = (smtp: NonNullable<Config["smtp"]>, log: Logger): Mailer => {
  const transport = createTransport({
    url: smtp.url.reveal(),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    delivery: "smtp",
    send: async (letter) => {
      try {
        await transport.sendMail({ ...letter, from: smtp.from });
      } catch (error) {
        log.error({ error, code: "mail_failed" }, "A mail could not be sent");
      }
    },
    close: () => transport.close(),
  };
};
