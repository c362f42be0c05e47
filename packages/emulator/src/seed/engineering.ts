import { childrenMacro, code, h2, list, p, panel, status, steps, table, toc } from "./markup.ts";
import { roles, type SeedPage, type SeedSpace } from "./seed-page.ts";

const adr = (
  number: number,
  title: string,
  parts: { state: string; context: string; decision: string; outcome: string },
): SeedPage => ({
  title: `ADR ${String(number).padStart(3, "0")}: ${title}`,
  author: roles.platform,
  labels: ["adr", "architecture"],
  body: [
    p("Status: ", parts.state),
    h2("Context"),
    p(parts.context),
    h2("Decision"),
    p(parts.decision),
    h2("Consequences"),
    p(parts.outcome),
  ].join(""),
});

const decisions: SeedPage = {
  title: "Architecture decisions",
  author: roles.platform,
  labels: ["architecture"],
  body: [p("One page for each decision a newcomer would question. Newest at the bottom."), childrenMacro()].join(""),
  children: [
    adr(1, "Postgres is the only database", {
      state: status("Green", "Accepted"),
      context: "Three teams had begun to keep data in three different stores, each with backups of its own.",
      decision: "Services keep their data in Postgres. A cache may stand beside it; it is never the only copy.",
      outcome: "One backup, one way to restore, one set of skills. Search over long texts needs an index of its own.",
    }),
    adr(2, "Services talk over HTTP with JSON", {
      state: status("Green", "Accepted"),
      context: "Checkout calls Ledger and Shipping. The choice of a binary protocol was open.",
      decision: "Plain HTTP with JSON and an OpenAPI document, kept in the service's repository.",
      outcome: "Every call can be read with ordinary tools. Payloads are larger; nothing here is large enough to mind.",
    }),
    adr(3, "Deploys are rolled out in two waves", {
      state: status("Yellow", "Proposed"),
      context: "A bad configuration reached every region within four minutes in spring.",
      decision: "The first wave takes one region and waits fifteen minutes for the error budget to stay whole.",
      outcome: "A release takes twenty minutes longer. A rollback touches one region instead of four.",
    }),
  ],
};

const services: SeedPage = {
  title: "Services",
  author: roles.owner,
  labels: ["catalogue"],
  body: [
    p("What runs, who answers for it, and how much unavailability it may cause in a month."),
    table(
      ["Service", "Owner", "Target", "Depends on"],
      ["Checkout", "Payments team", "99.95 %", "Ledger, Shipping"],
      ["Ledger", "Payments team", "99.99 %", "Postgres"],
      ["Shipping", "Logistics team", "99.9 %", "Carrier gateway"],
      ["Search", "Discovery team", "99.5 %", "Postgres"],
    ),
    panel("info", "A service that is not in this table is not on call. Add it here first."),
  ].join(""),
  children: [
    {
      title: "Checkout service",
      author: roles.owner,
      labels: ["service", "payments"],
      body: [
        toc(),
        h2("What it does"),
        p(
          "Takes a basket to a paid order. It reserves stock, asks Ledger to charge, and hands the parcel to Shipping.",
        ),
        h2("Health"),
        code("bash", "curl -fsS https://checkout.internal.example/healthz"),
        h2("Limits"),
        table(
          ["What", "Value"],
          ["Requests per second", "400"],
          ["Basket lines", "200"],
          ["Time for one order", "2 s"],
        ),
      ].join(""),
      files: [
        { name: "checkout-sequence.txt", mediaType: "text/plain", text: "Basket -> Checkout -> Ledger -> Shipping\n" },
      ],
    },
    {
      title: "Ledger service",
      author: roles.owner,
      labels: ["service", "payments"],
      body: [
        p("Keeps every charge and refund as a line that is never changed. A correction is a new line."),
        h2("Invariants"),
        list(
          "The lines of one order add up to what the customer paid.",
          "A line has exactly one idempotency key.",
          "Nothing is deleted.",
        ),
      ].join(""),
    },
    {
      title: "Search service",
      author: roles.platform,
      labels: ["service"],
      body: [
        p(
          "Finds products and help articles. The index is rebuilt each night; changes within the day arrive through the outbox.",
        ),
      ].join(""),
    },
  ],
};

const practice: SeedPage = {
  title: "How we work",
  author: roles.manager,
  body: [p("Agreements that hold for every team."), childrenMacro()].join(""),
  children: [
    {
      title: "Code review",
      author: roles.platform,
      labels: ["practice"],
      body: [
        p("A change is read by one person who did not write it. Small changes are read the same day."),
        list("Ask when something surprises you.", "Say what must change and what is taste.", "The writer merges."),
      ].join(""),
      comments: ["Could we say here how large a small change is?"],
    },
    {
      title: "Release calendar",
      author: roles.platform,
      labels: ["practice", "release"],
      history: [{ body: p("Releases leave on Tuesdays."), message: "Add Thursday" }],
      body: [
        p("Releases leave on Tuesdays and Thursdays before noon."),
        table(
          ["Window", "What may go out"],
          ["Tuesday 09:00–12:00", "Anything"],
          ["Thursday 09:00–12:00", "Anything but migrations"],
          ["Friday", "Fixes for an open incident only"],
        ),
      ].join(""),
    },
    {
      title: "Onboarding for engineers",
      author: roles.manager,
      labels: ["onboarding"],
      body: [
        h2("First day"),
        steps(
          "Get the laptop and the hardware key from the front desk.",
          "Sign in, and enrol the hardware key.",
          "Read <em>How we work</em> and <em>Services</em>.",
        ),
        h2("First week"),
        steps(
          "Run Checkout on the laptop.",
          "Make one small change and release it.",
          "Sit beside the on-call engineer for an afternoon.",
        ),
        panel("tip", "Write down what was unclear, and mend the page that should have said it."),
      ].join(""),
    },
  ],
};

export const engineering: SeedSpace = {
  key: "ENG",
  name: "Engineering",
  description: "Services, decisions and how we work.",
  home: {
    title: "Engineering home",
    author: roles.manager,
    body: [p("Start here: what runs, why it is built so, and how we work."), childrenMacro()].join(""),
    children: [services, decisions, practice],
  },
};
