"""What people begin with: a small site (`starter`) and a plan with its fields explained (`plan`)."""
