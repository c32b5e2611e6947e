import type {AnyNode, Identifier, Node, Pattern, Program} from "npm:acorn";

/** The names by which a cell is connected to others. */
export interface CellNames {
  /** names that it uses and does not declare */
  uses: Identifier[];
  /** names that it declares at its top level, which others can use */
  declares: Identifier[];
  /** names of others that it assigns to */
  assigns: Identifier[];
}

type Scope = Set<string>;

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
const BLOCKS = new Set([
  "BlockStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "SwitchStatement",
  "StaticBlock",
]);

/** Free names, declarations and foreign assignments of a cell, by the scopes of ECMAScript. */
export function cellNames(root: Node): CellNames {
  const program = root as AnyNode;
  const top: Scope = new Set();
  const declares: Identifier[] = [];
  const uses: Identifier[] = [];
  const assigns: Identifier[] = [];
  if (program.type === "Program")
    for (const identifier of declaredIn(program)) {
      if (!top.has(identifier.name)) declares.push(identifier);
      top.add(identifier.name);
    }

  const isDeclared = (name: string, scopes: readonly Scope[]) => scopes.some((scope) => scope.has(name));

  function visit(node: AnyNode, scopes: readonly Scope[]): void {
    if (FUNCTIONS.has(node.type)) {
      visitFunction(node as never, scopes);
      return;
    }
    if (node.type === "Identifier") {
      if (!isDeclared(node.name, scopes)) uses.push(node);
      return;
    }
    if (node.type === "AssignmentExpression") noteTargets(node.left as Pattern, scopes);
    if (node.type === "UpdateExpression") noteTargets(node.argument as Pattern, scopes);
    if ((node.type === "ForInStatement" || node.type === "ForOfStatement") && node.left.type !== "VariableDeclaration")
      noteTargets(node.left as Pattern, scopes);
    let inner = scopes;
    if (BLOCKS.has(node.type)) inner = [scopeOf(node), ...scopes];
    else if (node.type === "CatchClause") inner = [new Set(node.param ? namesIn(node.param) : []), ...scopes];
    else if ((node.type === "ClassExpression" || node.type === "ClassDeclaration") && node.id)
      inner = [new Set([node.id.name]), ...scopes];
    for (const child of childrenOf(node)) visit(child, inner);
  }

  function visitFunction(
    node: Extract<AnyNode, {type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression"}>,
    scopes: readonly Scope[],
  ): void {
    const own: Scope = new Set(node.params.flatMap((param) => [...namesIn(param)]));
    if (node.type !== "ArrowFunctionExpression") own.add("arguments");
    if (node.type === "FunctionExpression" && node.id) own.add(node.id.name);
    if (node.body.type === "BlockStatement") for (const {name} of varsIn(node.body)) own.add(name);
    const inner = [own, ...scopes];
    for (const param of node.params) visit(param, inner);
    visit(node.body as AnyNode, inner);
  }

  function noteTargets(pattern: Pattern, scopes: readonly Scope[]): void {
    for (const identifier of identifiersIn(pattern)) if (!isDeclared(identifier.name, scopes)) assigns.push(identifier);
  }

  visit(program, [top]);
  return {uses, declares, assigns};
}

/** What a program declares for others: lexical names and those hoisted out of its blocks. */
function declaredIn(program: Program): Identifier[] {
  const lexical = program.body.flatMap((statement): Identifier[] => {
    if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration")
      return statement.id ? [statement.id] : [];
    if (statement.type !== "VariableDeclaration" || statement.kind === "var") return [];
    return statement.declarations.flatMap(({id}) => [...identifiersIn(id)]);
  });
  return [...lexical, ...varsIn(program)];
}

/** The names of a block's own: `let`, `const`, classes and functions in it. */
function scopeOf(node: AnyNode): Scope {
  const statements =
    node.type === "BlockStatement" || node.type === "StaticBlock"
      ? node.body
      : node.type === "SwitchStatement"
        ? node.cases.flatMap(({consequent}) => consequent)
        : [node.type === "ForStatement" ? node.init : (node as {left?: AnyNode}).left];
  const names: Scope = new Set();
  for (const statement of statements as (AnyNode | null | undefined)[]) {
    if (statement?.type === "VariableDeclaration")
      for (const {id} of statement.declarations) for (const name of namesIn(id)) names.add(name);
    else if ((statement?.type === "FunctionDeclaration" || statement?.type === "ClassDeclaration") && statement.id)
      names.add(statement.id.name);
  }
  return names;
}

/** `var` of a function or a program, in its blocks too, but not in functions within. */
function* varsIn(node: AnyNode): Generator<Identifier> {
  for (const child of childrenOf(node)) {
    if (FUNCTIONS.has(child.type)) continue;
    if (child.type === "VariableDeclaration" && child.kind === "var")
      for (const {id} of child.declarations) yield* identifiersIn(id);
    yield* varsIn(child);
  }
}

function namesIn(pattern: Pattern): string[] {
  return [...identifiersIn(pattern)].map(({name}) => name);
}

/** The names that a pattern binds. */
function* identifiersIn(pattern: Pattern): Generator<Identifier> {
  switch (pattern.type) {
    case "Identifier":
      yield pattern;
      break;
    case "ObjectPattern":
      for (const property of pattern.properties)
        yield* identifiersIn(property.type === "RestElement" ? property.argument : (property.value as Pattern));
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element) yield* identifiersIn(element);
      break;
    case "RestElement":
      yield* identifiersIn(pattern.argument);
      break;
    case "AssignmentPattern":
      yield* identifiersIn(pattern.left);
      break;
    case "ParenthesizedExpression" as never:
      yield* identifiersIn((pattern as unknown as {expression: Pattern}).expression);
      break;
  }
}

/** The parts of a node, without names that are no references: of properties, labels, `new.target`. */
function childrenOf(node: AnyNode): AnyNode[] {
  const skipped = new Set<unknown>();
  const keyed = node as {computed?: boolean; key?: unknown; property?: unknown; shorthand?: boolean};
  if (node.type === "MemberExpression" && !node.computed) skipped.add(keyed.property);
  // of `{name}` key and value are one node: the value is the reference
  if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(node.type) && !keyed.computed && !keyed.shorthand)
    skipped.add(keyed.key);
  if (/^(LabeledStatement|BreakStatement|ContinueStatement)$/.test(node.type))
    skipped.add((node as {label?: unknown}).label);
  if (node.type === "MetaProperty") return [];
  const children: AnyNode[] = [];
  for (const [name, value] of Object.entries(node)) {
    if (keyed.shorthand && name === "key") continue;
    for (const one of Array.isArray(value) ? value : [value])
      if (one && typeof one === "object" && typeof one.type === "string" && !skipped.has(one)) children.push(one);
  }
  return children;
}
