/** IF-MAP server: publishes intent and compiled graph. */
@NullMarked
package net.weftnet.config.ifmap;

import org.jspecify.annotations.NullMarked;
