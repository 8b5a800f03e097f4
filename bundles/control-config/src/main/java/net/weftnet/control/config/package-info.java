/** IF-MAP client and configuration graph of the control node. */
@NullMarked
package net.weftnet.control.config;

import org.jspecify.annotations.NullMarked;
