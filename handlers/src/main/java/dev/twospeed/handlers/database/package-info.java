/** Connections to the vector database: IAM tokens, TLS, a small pool. */
@NullMarked
package dev.twospeed.handlers.database;

import org.jspecify.annotations.NullMarked;
