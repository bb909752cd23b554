package dev.twospeed.local;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** What takes parts of the deployed stacks away, on one deployment. */
@Suite
@SelectClasses({StatementIT.class, NetworkIT.class})
class DeployedStacksIT {}
