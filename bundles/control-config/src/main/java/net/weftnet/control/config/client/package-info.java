/** The IF-MAP client: one session with one of the configuration nodes, kept up as long as the bundle runs. */
@NullMarked
package net.weftnet.control.config.client;

import org.jspecify.annotations.NullMarked;
