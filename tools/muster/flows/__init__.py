"""What a user asks for, from question to answer: adapters, rules and engine in their order."""
