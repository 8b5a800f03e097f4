/** The policy language over the configuration: loads texts into it, and prints what is in it. */
@NullMarked
package net.weftnet.config.policy;

import org.jspecify.annotations.NullMarked;
