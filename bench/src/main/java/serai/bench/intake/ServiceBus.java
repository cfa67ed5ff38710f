package serai.bench.intake;

import serai.bench.comparison.Bench;
import serai.bench.comparison.Beside;
import serai.bench.comparison.Comparison;
import serai.bench.load.Topics;
import serai.bench.load.WarmUp;
import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.Shipped;
import serai.bench.peer.EmptyRoute;
import serai.bench.peer.RawProcessor;
import serai.settings.known.MctSetting;
import serai.settings.known.ServiceBusSetting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Service Bus to journal, against a Camel route that does nothing with its messages; the SDK alone stands beside it. */
public final class ServiceBus implements Bench {

    private static final String SERAI = "serai";
    private static final String EMPTY = "empty-route";
    private static final String RAW = "raw-processor";

    /** Threads of Reactor's pool in addition to the calls, as many as Serai has. */
    private static final int HANDLERS_SPARE = 8;

    private static final double FAR_MARK = 0.9;

    private final int calls;
    private final int messages;
    private final List<Double> raw = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();
    private Topics topics;

    /** @param messages in a round */
    public ServiceBus(int calls, int messages) {
        this.calls = calls;
        this.messages = messages;
    }

    @Override
    public String name() {
        return "servicebus-" + calls;
    }

    @Override
    public double goal() {
        return calls == 1 ? FAR_MARK : 0.6; // one call at a time waits for the disk alone
    }

    @Override
    public double farMark() {
        return FAR_MARK;
    }

    @Override
    public String unit() {
        return "messages/s";
    }

    @Override
    public String title() {
        return "topic to journal, %d at a time, against a Camel route that does nothing".formatted(calls);
    }

    @Override
    public String conclusion() {
        return "What decoding, routing and the journal cost beside the SDK; a real namespace is slower than both sides.";
    }

    @Override
    public void open(Workplace workplace) throws Exception {
        topics = new Topics(SERAI, EMPTY, RAW);
        Map<String, String> settings = new HashMap<>(Routes.copy(workplace).withoutDelivering().setting());
        settings.put(MctSetting.ENABLED.key(), "true");
        settings.put(ServiceBusSetting.CONNECTION.key(), topics.connectionString());
        settings.put(ServiceBusSetting.TOPIC.key(), SERAI);
        settings.put(ServiceBusSetting.SUBSCRIPTION.key(), Topics.SUBSCRIPTION);
        settings.put(ServiceBusSetting.CALLS_MAX.key(), Integer.toString(calls));
        Shipped serai = Shipped.start(workplace, SERAI, settings);
        startPeer(workplace, EMPTY, EmptyRoute.class, serai.javaOptions());
        startPeer(workplace, RAW, RawProcessor.class, serai.javaOptions());
        WarmUp.untilSteady(this::ours);
        WarmUp.untilSteady(this::theirs);
        raw.clear();
        ours.clear();
    }

    private void startPeer(Workplace workplace, String topic, Class<?> main, List<String> javaOptions) throws IOException {
        List<String> options = new ArrayList<>(javaOptions);
        options.add("-Dreactor.schedulers.defaultBoundedElasticSize=" + Math.max(
                10 * Runtime.getRuntime().availableProcessors(), calls + HANDLERS_SPARE));
        workplace.startJava(topic, options, main, topics.connectionString(), topic, Topics.SUBSCRIPTION,
                Integer.toString(calls), ServiceBusSetting.PREFETCH.byDefault().orElseThrow());
    }

    @Override
    public double ours() throws IOException, InterruptedException {
        double perSecond = topics.completedPerSecond(SERAI, messages);
        ours.add(perSecond);
        return perSecond;
    }

    @Override
    public double theirs() throws IOException, InterruptedException {
        raw.add(topics.completedPerSecond(RAW, messages));
        return topics.completedPerSecond(EMPTY, messages);
    }

    @Override
    public Beside beside() {
        double sdk = Comparison.median(raw);
        double ratio = Comparison.median(ours) / sdk;
        return new Beside("the SDK alone %,.0f, ours to that %.2f".formatted(sdk, ratio),
                Map.of("sdk_messages_per_s", sdk, "serai_to_sdk_ratio", ratio));
    }

    @Override
    public void close() {
        if (topics != null) {
            topics.close();
        }
    }
}
