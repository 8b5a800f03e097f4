/** Commands for users and the audit log. */
@NullMarked
package net.weftnet.config.access.shell;

import org.jspecify.annotations.NullMarked;
