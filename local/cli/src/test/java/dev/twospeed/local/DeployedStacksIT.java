package dev.twospeed.local;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** What looks at the deployed stacks and takes parts of them away, on one deployment. */
@Suite
@SelectClasses({WatchIT.class, LargeModelIT.class, StatementIT.class, NetworkIT.class})
class DeployedStacksIT {}
