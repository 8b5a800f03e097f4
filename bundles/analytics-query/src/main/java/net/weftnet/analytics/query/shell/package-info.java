/** Shell commands that ask what analytics remembers. */
@NullMarked
package net.weftnet.analytics.query.shell;

import org.jspecify.annotations.NullMarked;
