/** The configuration as one caller may see and change it. */
@NullMarked
package net.weftnet.config.access.guard;

import org.jspecify.annotations.NullMarked;
