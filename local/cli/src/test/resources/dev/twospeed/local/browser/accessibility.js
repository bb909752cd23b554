// Hands over what axe-core finds, a text for each element.
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], resultTypes: ["violations"]})
    .then(result => done(result.violations.flatMap(rule => rule.nodes.map(node =>
        "accessibility: " + rule.id + ": " + node.target.join(" ") + ": " + (node.failureSummary || rule.help).replace(/\s+/g, " ")))))
    .catch(error => done(["accessibility: axe-core failed: " + error]));
