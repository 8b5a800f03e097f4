package net.weftnet.config.access.tenant;

/**
 * What an object is to a tenant.
 *
 * @param isOwn whether it is the tenant's own
 * @param bits what others share with the tenant: 4 to read, 2 to change and 1 to refer, added
 */
record Standing(boolean isOwn, int bits) {
    static final Standing OWN = new Standing(true, 7);

    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int REFER = 1;

    boolean mayRead() {
        return (bits & READ) != 0;
    }

    boolean mayChange() {
        return (bits & WRITE) != 0;
    }

    boolean mayRefer() {
        return (bits & REFER) != 0;
    }
}
