package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.sources.EventDecoder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The dead-letter sub-queue of a subscription or queue of Service Bus, which keeps what could not be taken in. The right to
 * receive is enough. For use by one thread.
 */
public final class BrokerDeadLetters implements AutoCloseable {

    /** Letters that are left where they are, and kept from coming again by their locks, in one {@link #take}. */
    public static final int ASIDE_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerDeadLetters.class);
    private static final int PEEKED_MAX = 100;

    private final BrokerAccess access;
    private final EventDecoder decoder;
    private final ServiceBusReceiverAsyncClient client;

    /**
     * @param configuration what is received from, and how to sign in
     * @param within        how long to wait for the broker each time
     * @param decoder       makes records of messages
     */
    public BrokerDeadLetters(ServiceBusConfiguration configuration, Duration within, EventDecoder decoder) {
        this.access = new BrokerAccess(configuration, within);
        this.decoder = decoder;
        this.client = access.receiver(SubQueue.DEAD_LETTER_QUEUE).buildAsyncClient();
    }

    /**
     * Gives each letter that stands there, in the order of their numbers, changing nothing.
     *
     * @param to answers whether it wants more
     * @throws BrokerUnreachableException if there is no answer in time, or none but an error
     */
    public void each(Predicate<BrokerDeadLetter> to) {
        long from = 0;
        boolean more = true;
        List<ServiceBusReceivedMessage> page;
        do {
            page = peeked(from, PEEKED_MAX);
            for (int i = 0; i < page.size() && more; i++) {
                more = to.test(BrokerDeadLetter.of(page.get(i), decoder));
                from = page.get(i).getSequenceNumber() + 1;
            }
        } while (more && !page.isEmpty()); // a page may be short for the sizes of its messages
    }

    /** The letter of that number. @throws BrokerUnreachableException as {@link #each} */
    public Optional<BrokerDeadLetter> find(long number) {
        return peeked(number, 1).stream().filter(message -> message.getSequenceNumber() == number).findFirst()
                .map(message -> BrokerDeadLetter.of(message, decoder));
    }

    private List<ServiceBusReceivedMessage> peeked(long from, int count) {
        try {
            return client.peekMessages(count, from).collectList().block(access.within());
        } catch (RuntimeException e) {
            throw access.unreachable(e);
        }
    }

    /**
     * Receives letters under locks, and gives those that are wanted to the taker, one after the other: where it answers that it is
     * done with one, that one is completed at the broker. Whatever is left is given back at the end, at once. If the process dies
     * in between, what was not completed is there again when its lock ends.
     *
     * @param wanted numbers; those that the taker is never given are locked by somebody else, have gone meanwhile, or stand
     *               behind {@value #ASIDE_MAX} that are left
     * @param handler  returns after whatever it has taken the letter for is safe; what it throws ends this
     * @return those that it was done with and that the broker has not taken out: they come again
     * @throws BrokerUnreachableException if nothing can be received
     */
    public Set<Long> take(Set<Long> wanted, Predicate<BrokerDeadLetter> handler) {
        Set<Long> awaited = new HashSet<>(wanted);
        Set<Long> seen = new HashSet<>();
        Set<Long> notCompleted = new TreeSet<>();
        List<ServiceBusReceivedMessage> aside = new ArrayList<>();
        try (ServiceBusReceiverClient receiver = access.receiver(SubQueue.DEAD_LETTER_QUEUE).buildClient()) {
            boolean more = true;
            while (more && !awaited.isEmpty() && aside.size() < ASIDE_MAX) {
                more = false; // unless one comes that has not come before, or can be completed now
                for (ServiceBusReceivedMessage message : received(receiver)) {
                    aside.add(message); // until it is completed
                    long number = message.getSequenceNumber();
                    more = seen.add(number);
                    boolean isSafe = more ? awaited.remove(number) && handler.test(BrokerDeadLetter.of(message, decoder))
                            : notCompleted.remove(number);
                    if (isSafe) {
                        if (isCompleted(receiver, message)) {
                            aside.remove(message);
                            more = true;
                        } else {
                            notCompleted.add(number);
                        }
                    }
                }
            }
        } finally {
            aside.forEach(this::giveBack); // the receiver is closed by now: it would only get them again
        }
        return notCompleted;
    }

    /** One at the most: more would be locked while it is handled, and what is asked for and does not come now, later. */
    private List<ServiceBusReceivedMessage> received(ServiceBusReceiverClient receiver) {
        try {
            return receiver.receiveMessages(1, access.within()).stream().toList();
        } catch (RuntimeException e) {
            throw access.unreachable(e);
        }
    }

    private static boolean isCompleted(ServiceBusReceiverClient receiver, ServiceBusReceivedMessage message) {
        try {
            receiver.complete(message);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("Dead letter {} is not completed", message.getSequenceNumber(), e);
            return false;
        }
    }

    /** So that others need not wait for the end of its lock. */
    private void giveBack(ServiceBusReceivedMessage message) {
        try {
            client.abandon(message).block(access.within());
        } catch (RuntimeException e) {
            LOG.debug("Dead letter {} is not given back; its lock will end", message.getSequenceNumber(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
