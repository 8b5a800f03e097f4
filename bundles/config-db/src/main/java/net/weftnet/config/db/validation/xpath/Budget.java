package net.weftnet.config.db.validation.xpath;

/**
 * What one evaluation may still cost, in steps: expressions that are evaluated, nodes that are found, pairs that are
 * compared, characters that a pattern looks at. Used by one thread.
 */
final class Budget {
    private long left;

    /** A budget of so many steps. */
    Budget(long steps) {
        left = steps;
    }

    /**
     * Takes a number of steps.
     *
     * @throws IllegalArgumentException when there are not so many left, or nobody waits for the result any more
     */
    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new IllegalArgumentException("The expression costs too much");
        }
        // The flag stays: whoever called minds it, too.
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalArgumentException("The evaluation was interrupted");
        }
    }

    /** {@return a text of which each look at a character costs a step: a pattern may go over it again and again} */
    CharSequence metered(CharSequence text) {
        return new Metered(text, this);
    }

    private record Metered(CharSequence text, Budget budget) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.spend(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Metered(text.subSequence(start, end), budget);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
