/** The commit log: what a commit is on disk, and which one is the newest. */
@NullMarked
package net.weftnet.config.db.log;

import org.jspecify.annotations.NullMarked;
