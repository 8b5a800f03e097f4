/** Commands of the Karaf shell. */
@NullMarked
package net.weftnet.config.policy.shell;

import org.jspecify.annotations.NullMarked;
