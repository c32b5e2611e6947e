/** Questions that people ask, in the words that make a model use the tools well. */
export const PROMPTS = [
  {
    name: "debrief",
    title: "Debrief a session",
    description: "Where time was lost, what is real, what to work on",
    text: "Debrief this driver's session: where was time lost against the reference, which losses are found and which are not resolved, and what are the three things to work on? Use `findings`, and `corner` for the details of a corner. If nothing stands out, say that.",
  },
  {
    name: "work-on",
    title: "What should I work on?",
    description: "The one or two things that repeat lap after lap",
    text: "Name the one or two things this driver should work on next, from `findings` about the driver with status `found` only, each with its number, interval and laps. If there is none, say how many more laps would show one.",
  },
  {
    name: "setup-better",
    title: "Is this set-up better?",
    description: "Two stints or sessions compared, with noise in mind",
    text: "Compare the two runs that I name: pace and loss a lap by `stint`, and `findings` with the one as the reference of the other. Say whether the difference exceeds its interval; if not, say that these laps cannot tell, and how many would.",
  },
] as const;
