package serai.instances;

import serai.testkit.http.SilentNetwork.Direction;
import serai.testkit.process.Signal;

import java.util.List;

/** What befalls instances, or their database. */
enum Fault {

    /** As a machine that loses power, or the kernel's answer to a lack of memory. */
    KILLED {
        @Override
        void befalls(SeveralInstances all, String instance) throws Exception {
            all.process(instance).kill();
        }

        @Override
        void ends(SeveralInstances all, String instance) throws Exception {
            all.begin(instance);
        }
    },
    /** As a machine that is moved to another host, or has no memory left but on its disk. */
    STOPPED {
        @Override
        void befalls(SeveralInstances all, String instance) throws Exception {
            Signal.send("STOP", List.of(all.process(instance).handle()));
        }

        @Override
        void ends(SeveralInstances all, String instance) throws Exception {
            Signal.send("CONT", List.of(all.process(instance).handle()));
        }
    },
    /** The database hears nothing of the instance any more, which hears the database. */
    NOT_HEARD {
        @Override
        void befalls(SeveralInstances all, String instance) {
            all.network(instance).silenceAll(Direction.TO_SERVER);
        }

        @Override
        void ends(SeveralInstances all, String instance) {
            all.network(instance).letNewOnesThrough();
        }
    },
    /** The instance hears nothing of the database any more, which hears the instance: commits happen, and nobody is told. */
    NOT_TOLD {
        @Override
        void befalls(SeveralInstances all, String instance) {
            all.network(instance).silenceAll(Direction.TO_CLIENT);
        }

        @Override
        void ends(SeveralInstances all, String instance) {
            all.network(instance).letNewOnesThrough();
        }
    },
    /** The database goes away in the middle, for all. */
    DATABASE_RESTARTED {
        @Override
        boolean isOfAll() {
            return true;
        }

        @Override
        void befalls(SeveralInstances all, String instance) throws Exception {
            all.restartDatabase();
        }

        @Override
        void ends(SeveralInstances all, String instance) {
            // It is back already.
        }
    };

    abstract void befalls(SeveralInstances all, String instance) throws Exception;

    /** What it befell is as before, or begins to be. */
    abstract void ends(SeveralInstances all, String instance) throws Exception;

    /** Whether it befalls what all instances have in common, so that none of them need take over. */
    boolean isOfAll() {
        return false;
    }
}
