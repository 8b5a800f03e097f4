/** Who may use the configuration, and how: the components. */
@NullMarked
package net.weftnet.config.access;

import org.jspecify.annotations.NullMarked;
