import { childrenMacro, code, h2, list, p, panel, status, steps, table, tasks } from "./markup.ts";
import { roles, type SeedPage, type SeedSpace } from "./seed-page.ts";

const runbooks: SeedPage = {
  title: "Runbooks",
  author: roles.onCall,
  labels: ["runbook"],
  body: [p("What to do when the pager rings. Each page begins with how to see that it is this."), childrenMacro()].join(
    "",
  ),
  children: [
    {
      title: "Runbook: roll back a release",
      author: roles.onCall,
      labels: ["runbook", "release"],
      history: [{ body: p("Ask the platform team to roll back."), message: "On-call can roll back alone now" }],
      body: [
        panel("warning", "A release with a migration is rolled forward, not back. Call the service owner first."),
        h2("How to see that it is this"),
        p("The error rate rose within ten minutes of a release, and the graphs of other services are flat."),
        h2("Steps"),
        steps(
          "Say in the incident channel that you are rolling back.",
          "Find the last good release.",
          "Roll back, and watch the error rate for five minutes.",
        ),
        code("bash", "deploy list checkout --last 5\ndeploy rollback checkout --to RELEASE"),
        h2("Afterwards"),
        tasks([false, "Open a page under Incidents"], [false, "Stop the next release window until the cause is known"]),
      ].join(""),
      comments: ["The rollback took four minutes last time, mostly waiting for the first region."],
    },
    {
      title: "Runbook: database connections exhausted",
      author: roles.onCall,
      labels: ["runbook", "postgres"],
      body: [
        h2("How to see that it is this"),
        p("Requests fail with <em>too many clients</em>, and the pool's wait time is above one second."),
        h2("Steps"),
        steps(
          "Look for one client that holds most of the connections.",
          "End its idle sessions.",
          "If it is Checkout, lower its pool to 20 and restart it region by region.",
        ),
        code("sql", "SELECT application_name, state, count(*)\nFROM pg_stat_activity\nGROUP BY 1, 2\nORDER BY 3 DESC;"),
        panel("note", "Do not raise max_connections: memory is what runs out next."),
      ].join(""),
    },
    {
      title: "Runbook: payment provider is down",
      author: roles.onCall,
      labels: ["runbook", "payments"],
      body: [
        h2("How to see that it is this"),
        p("Charges time out in every region, and the provider's status page says so or is late in saying so."),
        h2("Steps"),
        steps(
          "Switch Checkout to deferred charging.",
          "Put the notice on the shop's banner.",
          "When the provider is back, release the deferred charges in batches of 500.",
        ),
        table(["Deferred charges", "Time to release"], ["1,000", "3 min"], ["10,000", "25 min"], ["50,000", "2 h"]),
      ].join(""),
    },
    {
      title: "Runbook: certificate is about to expire",
      author: roles.platform,
      labels: ["runbook", "tls"],
      body: [
        p("The alarm rings fourteen days ahead. Renewal is automatic; it rings when that did not happen."),
        steps("Look at the last renewal's log.", "Renew by hand.", "Check that every region serves the new one."),
        code("bash", "echo | openssl s_client -connect shop.example:443 2>/dev/null | openssl x509 -noout -enddate"),
      ].join(""),
    },
  ],
};

const incidents: SeedPage = {
  title: "Incidents",
  author: roles.onCall,
  body: [
    p("One page for each incident, without blame. Newest first."),
    table(
      ["Incident", "Length", "State"],
      ["Checkout answered slowly", "42 min", status("Green", "Closed")],
      ["Search index was empty", "18 min", status("Yellow", "Actions open")],
    ),
  ].join(""),
  children: [
    {
      title: "Incident: Checkout answered slowly",
      author: roles.onCall,
      labels: ["incident", "payments"],
      body: [
        h2("What customers saw"),
        p("Paying took up to nine seconds for 42 minutes. About 3 % gave up."),
        h2("Why"),
        p("A retry without a limit doubled the calls to Ledger when its slowest replica fell behind."),
        h2("What we change"),
        tasks(
          [true, "Limit retries to one"],
          [true, "Alarm on the retry rate"],
          [false, "Test with one slow replica each quarter"],
        ),
      ].join(""),
    },
    {
      title: "Incident: Search index was empty",
      author: roles.platform,
      labels: ["incident"],
      body: [
        p(
          "The nightly rebuild swapped in an index that had no documents, since the export before it had failed quietly.",
        ),
        list("The swap now refuses an index that is smaller than half of the old one.", "The export fails loudly."),
      ].join(""),
    },
  ],
};

export const operations: SeedSpace = {
  key: "OPS",
  name: "Operations",
  description: "Runbooks, incidents and on-call.",
  home: {
    title: "Operations home",
    author: roles.onCall,
    body: [p("For whoever is on call. If the pager rings, go to <em>Runbooks</em>."), childrenMacro()].join(""),
    children: [
      runbooks,
      incidents,
      {
        title: "On-call handbook",
        author: roles.manager,
        labels: ["on-call", "onboarding"],
        body: [
          p("A shift lasts one week, Monday to Monday at ten. The one before hands over in person."),
          table(
            ["Severity", "Meaning", "Answer within"],
            ["1", "Customers cannot pay", "5 min"],
            ["2", "Customers notice", "15 min"],
            ["3", "Only we notice", "Next working day"],
          ),
          panel("info", "A night with a page is followed by a late start. Nobody needs to ask."),
        ].join(""),
        files: [
          {
            name: "handover-template.md",
            mediaType: "text/markdown",
            text: "# Handover\n\n- Open incidents:\n- Noisy alarms:\n- Releases ahead:\n",
          },
        ],
      },
    ],
  },
};
