/** Tests of the modules as text. */
@NullMarked
package net.weftnet.models;

import org.jspecify.annotations.NullMarked;
