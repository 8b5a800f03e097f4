/** Rules as the configuration has them: policy-rule of the module weftnet-config. */
@NullMarked
package net.weftnet.config.policy.rules;

import org.jspecify.annotations.NullMarked;
