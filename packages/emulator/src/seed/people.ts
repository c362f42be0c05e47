import { childrenMacro, h2, list, p, panel, steps, table } from "./markup.ts";
import { roles, type SeedSpace } from "./seed-page.ts";

export const people: SeedSpace = {
  key: "HR",
  name: "People",
  description: "Joining, leave and travel.",
  home: {
    title: "People home",
    author: roles.people,
    body: [p("Everything around joining, leave and travel."), childrenMacro()].join(""),
    children: [
      {
        title: "Leave policy",
        author: roles.people,
        labels: ["policy"],
        body: [
          p("Everyone has 28 days of leave a year, public holidays not counted."),
          table(
            ["Kind", "Days", "Ask"],
            ["Yearly leave", "28", "Two weeks ahead"],
            ["Moving house", "2", "One week ahead"],
            ["Illness", "as needed", "Say so the same morning"],
          ),
          panel("info", "Up to five days go over into the next year, until the end of March."),
        ].join(""),
      },
      {
        title: "Travel and expenses",
        author: roles.people,
        labels: ["policy"],
        body: [
          p("Book what you would book with your own money."),
          list(
            "Trains before planes where the way takes less than six hours.",
            "Hand in receipts within 30 days.",
            "Meals are paid up to the daily rate of the country.",
          ),
        ].join(""),
      },
      {
        title: "Joining checklist",
        author: roles.people,
        labels: ["onboarding"],
        body: [
          h2("Before the first day"),
          steps("Send the contract.", "Order the laptop.", "Tell the team who comes and when."),
          h2("After four weeks"),
          p("Talk about what went well and what was missing. The notes stay between the two."),
        ].join(""),
      },
    ],
  },
};

/** The only space of the second site. */
export const annex: SeedSpace = {
  key: "LAB",
  name: "Laboratory",
  description: "Trials that may come to nothing.",
  home: {
    title: "Laboratory home",
    author: roles.platform,
    body: p("Notes on trials. Nothing here is in use."),
    children: [
      {
        title: "Trial: faster search",
        author: roles.platform,
        labels: ["trial"],
        body: p("A column index halves the time of the slowest queries and doubles the size on disk."),
      },
    ],
  },
};
