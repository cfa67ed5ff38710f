package serai.model;

/** What a learner's contact is. */
public enum ContactType {
    EMAIL, PHONE, AZURE_AD
}
