"""The ways out: webhooks, e-mail, SMS. Nothing here touches the database."""
