/** What the tests of several bundles need. */
@NullMarked
package net.weftnet.test;

import org.jspecify.annotations.NullMarked;
