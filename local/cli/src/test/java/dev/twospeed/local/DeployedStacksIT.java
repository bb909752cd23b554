package dev.twospeed.local;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** What looks at the deployed stacks, takes parts of them away, and does with them what documents say, on one deployment. */
@Suite
@SelectClasses({WatchIT.class, LargeModelIT.class, StatementIT.class, NetworkIT.class, DocumentsIT.class})
class DeployedStacksIT {}
