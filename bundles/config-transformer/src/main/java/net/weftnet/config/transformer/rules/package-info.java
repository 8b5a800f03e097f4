/**
 * What the intent means: one small class a kind of derived value, all of them listed in {@link
 * net.weftnet.config.transformer.rules.Rules}.
 */
@NullMarked
package net.weftnet.config.transformer.rules;

import org.jspecify.annotations.NullMarked;
