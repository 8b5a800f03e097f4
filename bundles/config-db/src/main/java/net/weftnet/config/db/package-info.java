/** The datastore: commits changes of the tree to the log and tells who follows. */
@NullMarked
package net.weftnet.config.db;

import org.jspecify.annotations.NullMarked;
