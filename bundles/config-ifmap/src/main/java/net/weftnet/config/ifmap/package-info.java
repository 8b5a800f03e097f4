/** Wires the IF-MAP server to the configuration's graph and the HTTP listener. */
@NullMarked
package net.weftnet.config.ifmap;

import org.jspecify.annotations.NullMarked;
