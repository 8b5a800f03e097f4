/** Commit log, object view, validation, change feed, id and address allocation. */
@NullMarked
package net.weftnet.config.db;

import org.jspecify.annotations.NullMarked;
