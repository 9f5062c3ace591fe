// Every problem code and what it means: the text of `dagbook explain`. A code never changes its meaning.

/** What a problem code means: what was found, why that matters, what to do about it. */
export interface ProblemCode {
  readonly what: string
  readonly why: string
  readonly instead: string
}

/** Every code that a problem can have. */
export const problemCodes: Readonly<Record<string, ProblemCode>> = {
  'alternative-task': {
    what: 'Two tasks of a DAG have the same id, under conditions that exclude each other.',
    why: 'Only one of them exists in any deployment; the book shows one and names the other.',
    instead: 'Nothing, if that is meant. If both are needed at once, give one of them another id.',
  },
  'broken-link': {
    what: 'A link of a page or a template leads to a file, a page or a heading that is not there.',
    why: 'Readers who follow it find nothing; the book shows its text without the link.',
    instead: 'Correct the path or the anchor. Links by name, such as `[[dag:etl]]`, need no path.',
  },
  codeowners: {
    what: 'A line of CODEOWNERS is no rule.',
    why: 'It is left out, so its files may be shown with other owners or none.',
    instead: 'Write a pattern and the owners: `/dags/ @org/team someone@example.org`.',
  },
  'cut-off': {
    what: 'A DAG may lack tasks or edges, since a file that it depends on was not evaluated to its end.',
    why: 'What that file would still have done to the DAG is not known; the DAG counts as incomplete.',
    instead: 'Solve the problem of that file: an exception, a limit or a syntax error.',
  },
  cycle: {
    what: 'The tasks of a DAG wait for each other in a circle.',
    why: 'A scheduler refuses such a DAG: no task of the circle could ever start first.',
    instead: 'Remove one of the dependencies. To start again later, let the last task trigger the DAG anew.',
  },
  'dag-not-exported': {
    what: 'A DAG is made but neither exported nor registered.',
    why: 'A scheduler finds DAGs by their exports, so this one would not be there.',
    instead: 'Export it: `export const daily = new Dag(\'daily\', { … })`.',
  },
  documentation: {
    what: 'The documentation of a DAG could not be used as it is written.',
    why: 'Its page shows less than its author wrote.',
    instead: 'Correct the front matter or the Markdown at the place that the problem names.',
  },
  'duplicate-dag': {
    what: 'Two DAGs have the same id.',
    why: 'A scheduler shows only one of them, and which one depends on the order of files.',
    instead: 'Give one of them another id.',
  },
  'duplicate-task': {
    what: 'Two tasks of one DAG have the same id.',
    why: 'A scheduler refuses the second; the book leaves it out.',
    instead: 'Give one of them another id, or put them into different task groups.',
  },
  encoding: {
    what: 'A file is not UTF-8 text.',
    why: 'Reading it on a guess could show something that is not there, so it is left out.',
    instead: 'Save the file as UTF-8, or leave it out with `read.exclude` in dagbook.yaml.',
  },
  'file-too-large': {
    what: 'A source file has more than 5 MB.',
    why: 'Nobody wrote that by hand, and reading it would cost more than it tells.',
    instead: 'Split the file, or leave it out with `read.exclude` in dagbook.yaml.',
  },
  'front-matter': {
    what: 'The front matter of a page cannot be used as it is written.',
    why: 'The page is in the book, without its title, order, tags or owner.',
    instead: 'Write YAML or JSON between two lines `---`, with the keys `title`, `order`, `tags`, `hidden` and `owner`.',
  },
  glossary: {
    what: 'The glossary, or a term in it, cannot be read.',
    why: 'The page of the glossary goes without it.',
    instead: 'Give each term a heading in glossary.md, or a key with a text in glossary.yaml.',
  },
  'handed-over': {
    what: 'A DAG, or a task or group of it, is handed to code that is not read: a function of a package, or a method whose name is not known.',
    why: 'That code may add tasks and edges to the DAG, so the DAG counts as incomplete.',
    instead: 'Make tasks and edges in files of the project, or pass plain values and use what comes back.',
  },
  id: {
    what: 'The id of a DAG, a task or a group is not known, or is none that a scheduler takes.',
    why: 'A scheduler refuses an id with anything but letters, digits, dashes, dots and underscores, and one that is empty or has more than 250 characters. Where an id is not known, the book shows its unknown parts in braces, and the DAG counts as incomplete.',
    instead: 'Write another id. If it depends on the environment, give it a default: `process.env.REGION ?? \'us\'`.',
  },
  import: {
    what: 'An import leads to no module that dagbook can read.',
    why: 'What comes from it is unknown, and so is what is made of it.',
    instead: 'Correct the path, or put the module into the project. Packages from a registry are not read.',
  },
  io: {
    what: 'A definition reads from outside: a file out of the project, a network, a process.',
    why: 'dagbook runs nothing and asks nobody, so the value is unknown.',
    instead: 'Put the file into the project, or give the value as a fixture in dagbook.yaml.',
  },
  limit: {
    what: 'A computation took more steps, depth or memory than dagbook grants it.',
    why: 'Its value is unknown; everything after it is read as usual. A scheduler would be slow here too, at every parse.',
    instead: 'Check for a loop or recursion without an end; move heavy work into a task.',
  },
  'no-dag': {
    what: 'The project has no DAG.',
    why: 'The book is empty.',
    instead: 'Name the folder of your DAG definitions, and export each DAG.',
  },
  'opaque-callback': {
    what: 'A function is passed to something that dagbook cannot look into.',
    why: 'Whether and when it runs is unknown, and so is what it makes: tasks may be missing.',
    instead: 'Make tasks and edges in plain loops and conditions.',
  },
  option: {
    what: 'An option of a DAG, a task or a group has a value that it cannot have, or there is no option of that name.',
    why: 'A scheduler refuses it or does something else than is meant, so the book does not show it as a fact.',
    instead: 'Correct the value or the name; the problem says what it can be.',
  },
  'page-clash': {
    what: 'Two files would be the same page.',
    why: 'One of them has another address than one would expect.',
    instead: 'Rename one: `guide.md` and `guide/index.md` are both the page `guide`.',
  },
  schedule: {
    what: 'The schedule of a DAG is none: no cron expression, preset or interval that a scheduler takes.',
    why: 'A scheduler refuses the DAG, or never runs it; when it runs is shown as unknown.',
    instead: 'Write a cron of five fields (`30 4 * * 1-5`), a preset (`@daily`), or `every(hours(6))`.',
  },
  settings: {
    what: 'dagbook.yaml holds something that dagbook does not know or cannot use.',
    why: 'That setting has no effect; where the file is no YAML, none has. A build that cannot know what share has to be documented ends with 1.',
    instead: 'Correct the key or the value; the README lists what the file may hold.',
  },
  symlink: {
    what: 'A symbolic link leads out of the project, or nowhere.',
    why: 'It is not followed: a book must not show files that are not part of the project.',
    instead: 'Put the file itself into the project, or remove the link.',
  },
  syntax: {
    what: 'A file is not valid TypeScript.',
    why: 'It is read as far as its meaning is clear; what comes after may be missing.',
    instead: 'Correct the syntax at the place that the problem names.',
  },
  template: {
    what: 'A Markdown template could not be rendered.',
    why: 'The page is made from the template that comes with dagbook.',
    instead: 'Correct the template, or remove it.',
  },
  'template-unused': {
    what: 'A file among the templates has a name that no page is made from, and no template includes, extends or imports it.',
    why: 'It changes nothing, which is easily overlooked where its name is misspelled.',
    instead: 'Correct its name; the README lists the templates. Remove it if it is not needed.',
  },
  'template-variable': {
    what: 'A template uses a variable that it is never given.',
    why: 'It prints nothing there, which is easily overlooked.',
    instead: 'Correct its name; the README lists the variables. Ask with `is defined` where it may be missing on purpose.',
  },
  throw: {
    what: 'A module throws while it is loaded.',
    why: 'A scheduler would lose the whole file; the book shows what was made before.',
    instead: 'Correct the cause that the message names.',
  },
  'too-many-files': {
    what: 'The project has more files than dagbook takes in.',
    why: 'What lies behind the limit is left out.',
    instead: 'Name a smaller folder, or leave folders out with `read.exclude` in dagbook.yaml.',
  },
  'unknown-dag': {
    what: 'A trigger, a sensor or a callback names a DAG that the project does not have.',
    why: 'It may belong to another project, or the id may be wrong.',
    instead: 'Check the id. If another project has the DAG, nothing is to be done.',
  },
  'unknown-loop': {
    what: 'A loop runs over something that cannot be known.',
    why: 'How often it runs is unknown; its tasks are shown once, marked as repeated.',
    instead: 'Loop over a list in the sources, or use dynamic mapping where the list comes from a task.',
  },
  'unknown-name': {
    what: 'A link by name, such as `[[dag:etl]]`, names something that the book does not have.',
    why: 'The page shows the name without a link.',
    instead: 'Correct the name. Kinds are dag, task, group, table, pipeline, owner, tag, doc and term; a task is `dag/task`.',
  },
  'unknown-task': {
    what: 'An edge, a sensor or a trigger names a task that the DAG does not have.',
    why: 'It waits for something that never comes.',
    instead: 'Name a task of the DAG, with the prefix of its groups.',
  },
  'unplaced-task': {
    what: 'A task of a DAG of Airflow\'s TypeScript SDK is declared and its factory never called.',
    why: 'Such a task has no place in the DAG, and Airflow refuses the DAG for it.',
    instead: 'Call what `dag.task(…)` returns, with the inputs of the task; or delete the task.',
  },
  unreadable: {
    what: 'A file or folder cannot be read.',
    why: 'It is left out of the book.',
    instead: 'Give the user who runs dagbook the right to read it, or leave it out with `read.exclude` in dagbook.yaml.',
  },
  unsupported: {
    what: 'A definition uses something that dagbook does not evaluate.',
    why: 'Its value is unknown; everything else is read as usual.',
    instead: 'Write it in a plainer way, if the value matters to the book.',
  },
}
