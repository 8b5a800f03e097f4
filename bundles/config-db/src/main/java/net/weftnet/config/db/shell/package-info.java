/** Commands that show the configuration and its history. */
@NullMarked
package net.weftnet.config.db.shell;

import org.jspecify.annotations.NullMarked;
